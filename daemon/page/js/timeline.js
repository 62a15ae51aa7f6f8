// The timeline: what is pointed at is told below it, by pointer and by keys, and
// it is looked at nearer and farther without leaving the place.
import { show } from './live.js'

const lineOf = (e) => e.target.closest?.('.line')

// tell says what a mark is, and draws the cursor around it.
function tell(line, mark) {
  const told = document.getElementById(line.getAttribute('aria-describedby'))
  if (mark) told.textContent = mark.dataset.t
  if (mark?.dataset.at) {
    const why = document.createElement('a')
    why.href = `/log?at=${encodeURIComponent(mark.dataset.at)}#why`
    why.textContent = 'Why?'
    told.append(' ', why)
  }
  const cursor = line.querySelector('.cursor')
  for (const name of ['x', 'width']) cursor.setAttribute(name, mark?.getAttribute(name) ?? 0)
  line.cursorAt = mark?.dataset.at
}

document.addEventListener('pointerover', (e) => {
  const mark = e.target.closest?.('.line [data-t]')
  if (mark) tell(lineOf(e), mark)
})

document.addEventListener('keydown', (e) => {
  const line = lineOf(e)
  if (!line || !['ArrowLeft', 'ArrowRight', 'Home', 'End', 'Enter'].includes(e.key)) return
  e.preventDefault()
  if (e.key === 'Enter') return document.querySelector(`#${line.getAttribute('aria-describedby')} a`)?.click()
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
  go(link.href, link.dataset.swap)
})

// zoom looks nearer at an instant that stays where it is.
function zoom(line, at, by) {
  const [from, to, begin, end] = ['from', 'to', 'begin', 'end'].map((name) => Date.parse(line.dataset[name]))
  const length = Math.max(60000, Math.min(end - begin, (to - from) * by))
  const start = Math.min(Math.max(at - ((at - from) / (to - from)) * length, begin), end - length)
  const url = new URL(location.href)
  url.searchParams.set('from', new Date(start).toISOString())
  url.searchParams.set('to', new Date(start + length).toISOString())
  return go(url, line.closest('section').id)
}

const instant = (line, x) => {
  const box = line.getBoundingClientRect()
  const [from, to] = [Date.parse(line.dataset.from), Date.parse(line.dataset.to)]
  return from + ((x - box.left) / box.width) * (to - from)
}

document.addEventListener('dblclick', (e) => {
  const line = lineOf(e)
  if (line) zoom(line, instant(line, e.clientX), e.shiftKey ? 2 : 0.5)
})

let turning = false
document.addEventListener('wheel', async (e) => {
  const line = lineOf(e)
  if (!line || !e.ctrlKey) return
  e.preventDefault()
  if (turning) return
  turning = true
  await zoom(line, instant(line, e.clientX), e.deltaY > 0 ? 1.5 : 1 / 1.5)
  turning = false
}, { passive: false })
