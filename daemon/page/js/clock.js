// Counts what stands in data-until down and what stands in data-since up, without
// asking anybody.
const pad = (n) => String(n).padStart(2, '0')

function clockwise(seconds) {
  const sign = seconds < 0 ? '−' : ''
  const s = Math.abs(seconds)
  const rest = `${pad(Math.floor(s / 60) % 60)}:${pad(s % 60)}`
  return sign + (s >= 3600 ? `${Math.floor(s / 3600)}:${rest}` : rest.replace(/^0/, ''))
}

function tick() {
  const now = Date.now()
  for (const e of document.querySelectorAll('[data-until]')) {
    // Time left is rounded up: it says 0:01 until the end.
    e.textContent = clockwise(Math.ceil((Date.parse(e.dataset.until) - now) / 1000))
  }
  for (const e of document.querySelectorAll('[data-since]')) {
    e.textContent = clockwise(Math.floor((now - Date.parse(e.dataset.since)) / 1000))
  }
  for (const e of document.querySelectorAll('circle[data-from]')) {
    const part = (now - Date.parse(e.dataset.from)) / (e.dataset.planned * 1000)
    e.setAttribute('stroke-dasharray', `${Math.round(1000 * Math.min(1, part))} 1000`)
  }
}

let timer

function run() {
  clearInterval(timer)
  if (document.hidden || !document.querySelector('[data-until], [data-since]')) return
  tick()
  timer = setInterval(tick, 1000)
}

document.addEventListener('visibilitychange', run)
document.addEventListener('fresh', run)
run()
