// The timeline: what is pointed at is told below it, by pointer and by keys, and
// it is looked at nearer and farther without leaving the place.
import { show } from './live.js'

const lineOf = (e) => e.target.closest?.('.line')
const toldOf = (line) => document.getElementById(line.getAttribute('aria-describedby'))

// tell says what a mark is, and draws the cursor around it.
function tell(line, mark) {
  const text = document.createElement('span')
  text.textContent = mark?.dataset.t ?? ''
  const why = document.createElement('a')
  if (mark?.dataset.at) {
    why.href = `/log?at=${encodeURIComponent(mark.dataset.at)}#why`
    why.textContent = 'Why?'
  }
  toldOf(line).replaceChildren(text, why)
  const cursor = line.querySelector('.cursor')
  const around = mark?.dataset.at ? mark : undefined
  for (const name of ['x', 'width']) cursor.setAttribute(name, around?.getAttribute(name) ?? 0)
  line.cursorAt = mark?.dataset.at
}

document.addEventListener('pointerover', (e) => {
  const mark = e.target.closest?.('.line [data-t]')
  if (mark) tell(lineOf(e), mark)
})

const clocks = {}

// clock is the time of day to the second where the daemon counts.
function clock(at, zone) {
  try {
    clocks[zone] ??= new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone: zone })
  } catch {
    clocks[zone] = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' }) // the browser does not know it
  }
  return clocks[zone].format(at)
}

// point shows the second that the pointer is at.
function point(line, x) {
  const box = line.getBoundingClientRect()
  const text = line.querySelector('.at')
  const hair = line.querySelector('.hair')
  for (const end of ['x1', 'x2']) hair.setAttribute(end, x - box.left)
  text.textContent = clock(instant(line, x), line.dataset.zone)
  text.setAttribute('x', Math.max(0, Math.min(x - box.left - 26, box.width - 56)))
  line.classList.add('pointing')
}

document.addEventListener('pointerout', (e) => {
  const line = lineOf(e)
  if (line && !line.contains(e.relatedTarget)) line.classList.remove('pointing')
})

document.addEventListener('keydown', (e) => {
  const line = lineOf(e)
  if (!line || !['ArrowLeft', 'ArrowRight', 'Home', 'End', 'Enter'].includes(e.key)) return
  e.preventDefault()
  if (e.key === 'Enter') return toldOf(line).querySelector('a')?.click()
  const marks = [...line.querySelectorAll('.apps [data-t]')]
  if (marks.length === 0) return
  let i = marks.findIndex((m) => m.dataset.at === line.cursorAt)
  if (i < 0) i = e.key === 'ArrowLeft' ? marks.length : -1
  const step = { ArrowLeft: i - 1, ArrowRight: i + 1, Home: 0, End: marks.length - 1 }[e.key]
  tell(line, marks[Math.max(0, Math.min(marks.length - 1, step))])
})

// go fetches a section as another address has it, and keeps that address.
async function go(href, id) {
  const url = new URL(href, location.href)
  history.replaceState(null, '', url)
  url.searchParams.set('parts', id)
  await show(url)
}

document.addEventListener('click', (e) => {
  const link = e.target.closest('a[data-swap]')
  if (!link || e.ctrlKey || e.metaKey || e.shiftKey) return
  e.preventDefault()
  go(link.href, link.closest('section').id)
})

const rangeOf = (line) => line.range ?? ['from', 'to'].map((name) => Date.parse(line.dataset[name]))

// look has the timeline show another range. While one is fetched the next waits,
// and only the last one that was asked for.
async function look(line, from, to) {
  const [begin, end] = ['begin', 'end'].map((name) => Date.parse(line.dataset[name]))
  const length = Math.max(60000, Math.min(end - begin, to - from))
  const start = Math.min(Math.max(from, begin), end - length)
  line.range = [start, start + length]
  if (line.looking) return
  line.looking = true
  for (let shown; shown !== line.range;) {
    shown = line.range
    const url = new URL(location.href)
    ;['from', 'to'].forEach((name, i) => url.searchParams.set(name, new Date(shown[i]).toISOString()))
    await go(url, line.closest('section').id).catch(() => {}) // the stream says when the daemon is back
  }
  line.looking = false
  line.range = undefined
}

// zoom looks nearer at an instant that stays where it is.
function zoom(line, at, by) {
  const [from, to] = rangeOf(line)
  look(line, at - (at - from) * by, at + (to - at) * by)
}

function pan(line, share) {
  const [from, to] = rangeOf(line)
  look(line, from + (to - from) * share, to + (to - from) * share)
}

const instant = (line, x) => {
  const box = line.getBoundingClientRect()
  const [from, to] = rangeOf(line)
  return from + ((x - box.left) / box.width) * (to - from)
}

document.addEventListener('dblclick', (e) => {
  const line = lineOf(e)
  if (line) zoom(line, instant(line, e.clientX), e.shiftKey ? 2 : 0.5)
})

// A pinch on a touchpad is a wheel with Control.
document.addEventListener('wheel', (e) => {
  const line = lineOf(e)
  if (!line) return
  const aside = e.shiftKey ? e.deltaY || e.deltaX : e.deltaX
  if (e.ctrlKey) zoom(line, instant(line, e.clientX), Math.exp(Math.max(-40, Math.min(40, e.deltaY)) / 100))
  else if (Math.abs(aside) > Math.abs(e.shiftKey ? 0 : e.deltaY)) pan(line, aside / line.clientWidth)
  else return
  e.preventDefault()
}, { passive: false })

// Fingers: one moves along, two pinch. A mouse moves along while it is pressed.
const fingers = new Map()

document.addEventListener('pointerdown', (e) => {
  const line = lineOf(e)
  if (line && e.button === 0) fingers.set(e.pointerId, { line, x: e.clientX })
})

document.addEventListener('pointermove', (e) => {
  const line = lineOf(e)
  if (line && e.pointerType === 'mouse') point(line, e.clientX)
  const finger = fingers.get(e.pointerId)
  if (!finger) return
  const other = [...fingers.values()].find((f) => f !== finger && f.line === finger.line)
  const moved = e.clientX - finger.x
  if (other) {
    const before = Math.abs(finger.x - other.x)
    const now = Math.abs(e.clientX - other.x)
    if (before > 10 && now > 10) zoom(finger.line, instant(finger.line, (e.clientX + other.x) / 2), before / now)
  } else if (Math.abs(moved) < 4) {
    return // a finger is never quite still
  } else {
    pan(finger.line, -moved / finger.line.clientWidth)
  }
  finger.x = e.clientX
})

for (const end of ['pointerup', 'pointercancel']) document.addEventListener(end, (e) => fingers.delete(e.pointerId))
