// Keeps the page up to date: when the daemon says that something is different, the
// sections that show it are fetched again. A page that nobody sees asks nothing.
import { morph } from './morph.js'

const soon = 40 // milliseconds in which what happens together is fetched together
const rests = { presence: 5000, minute: 60000 } // these change often: so long apart

const waiting = new Set()
const fetched = {}
let timer
let turns = 0 // of fetching: an answer that was overtaken is not shown

// refresh fetches the sections that any of the words makes old; all, without.
export async function refresh(...words) {
  const old = [...document.querySelectorAll('main section[data-when]')].filter(
    (s) => words.length === 0 || s.dataset.when.split(' ').some((w) => words.includes(w)),
  )
  if (old.length === 0) return
  const url = new URL(location.href)
  url.searchParams.set('parts', old.map((s) => s.id).join(','))
  await show(url)
}

// show puts what an address answers in the place of the sections that it has.
export async function show(url) {
  const turn = ++turns
  const answer = await fetch(url, { headers: { Accept: 'text/html' } })
  if (answer.status === 401) return location.reload()
  if (!answer.ok) return
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
  for (const section of fresh.querySelectorAll('section[id]')) {
    const old = document.getElementById(section.id)
    if (!old || old.turn > turn) continue
    old.turn = turn
    morph(old, section)
  }
  document.dispatchEvent(new Event('fresh'))
}

function stale(...words) {
  for (const word of words) waiting.add(word)
  clearTimeout(timer)
  timer = setTimeout(fetchWaiting, soon)
}

async function fetchWaiting() {
  const now = Date.now()
  const due = [...waiting].filter((w) => now - (fetched[w] ?? 0) >= (rests[w] ?? 0))
  for (const word of due) {
    waiting.delete(word)
    fetched[word] = now
  }
  if (waiting.size > 0) {
    clearTimeout(timer)
    timer = setTimeout(fetchWaiting, Math.min(...[...waiting].map((w) => (fetched[w] ?? 0) + (rests[w] ?? 0) - now)))
  }
  if (due.length === 0) return
  await refresh(...due).catch(() => {}) // the stream says when the daemon is back
}

// look at what a status says beside clocks that run: where that is another, what
// shows it is old.
const views = {
  timer: (s) => [s.timer.state, s.timer.since, s.timer.ends, s.timer.label, s.timer.preset, s.timer.postpones_left, s.timer.undo_at, s.today.blocks],
  presence: (s) => [s.presence.state, s.presence.app, s.presence.title],
  record: (s) => [s.changes],
  minute: (s) => [Math.floor(s.today.active_seconds / 60), s.presence.state, s.presence.app], // of the log; while nobody is there it does not grow
  notice: (s) => [s.nudges, s.tracking, s.source, s.store.failing, s.quiet, s.today.day],
}
const viewed = (status) => Object.fromEntries(Object.entries(views).map(([word, view]) => [word, JSON.stringify(view(status))]))

// What the page was made of: what happens before it listens is a change too.
const { status, edition: made } = document.body.dataset
let seen = status && viewed(JSON.parse(status))

function see(status) {
  const now = viewed(status)
  if (seen) stale(...Object.keys(now).filter((word) => now[word] !== seen[word]))
  seen = now
}

let stream, again
let edition = made && Number(made) // of the agenda
let wait = 1000 // milliseconds until a stream that was refused is asked for again

function listen() {
  if (stream || document.hidden) return
  stream = new EventSource('/v1/events?agenda=1')
  stream.onopen = answered
  stream.onerror = unanswered
  stream.onmessage = (e) => see(JSON.parse(e.data))
  stream.addEventListener('agenda', (e) => {
    const now = JSON.parse(e.data).edition
    if (edition !== undefined && edition !== now) stale('agenda')
    edition = now
  })
}

const gone = document.getElementById('gone')

// unanswered says so, calmly. The browser asks again by itself where nobody
// answered; where somebody refused, it never does.
function unanswered() {
  if (!document.documentElement.classList.contains('gone')) {
    const at = new Date().toTimeString().slice(0, 5)
    gone.textContent = `focusd does not answer. This is the page as it was at ${at}; it goes on when focusd is back.`
    document.documentElement.classList.add('gone')
  }
  if (stream?.readyState !== EventSource.CLOSED) return
  stream = undefined
  fetch('/v1/status').then((answer) => {
    if (answer.status === 401) gone.textContent = 'This page is not let in any more. Open it again with: focus open'
  }, () => {}) // nobody is there to refuse
  clearTimeout(again)
  again = setTimeout(listen, wait)
  wait = Math.min(wait * 2, 15000)
}

function answered() {
  wait = 1000
  if (!document.documentElement.classList.contains('gone')) return
  document.documentElement.classList.remove('gone')
  gone.textContent = ''
  edition = undefined // another daemon counts anew
  stale('timer', 'presence', 'notice', 'agenda', 'record', 'minute')
}

document.addEventListener('visibilitychange', () => {
  if (document.hidden) {
    stream?.close()
    stream = undefined
  } else if (!stream) {
    listen()
    stale('timer', 'presence', 'notice', 'agenda', 'record', 'minute')
  }
})
if (document.querySelector('main section[data-when]')) listen()
