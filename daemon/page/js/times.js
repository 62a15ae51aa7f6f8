// Times of the day as the page shows them: by the clocks of the daemon, wherever
// the browser is. How far these were from UTC, and since when, stands in the page.
import { types } from './post.js'

types.time = (_, field) => instant(field)

const clocks = () => JSON.parse(document.querySelector('[data-clocks]').dataset.clocks)

const pad = (n) => String(n).padStart(2, '0')

// civil is what the clocks show at an instant, as a field of the page has it.
export function civil(instant) {
  const ms = Date.parse(instant)
  const [, offset] = clocks().findLast(([since]) => since <= ms) ?? clocks()[0]
  return new Date(ms + offset * 1000).toISOString().slice(0, 19)
}

// instants are those at which the clocks show that, each with their distance from
// UTC in seconds: none where they jump over it, two where they go back over it.
export function instants(text) {
  const ms = Date.parse(`${text}Z`)
  const all = clocks()
  return all
    .map(([since, offset], i) => ({ at: ms - offset * 1000, offset, since, until: all[i + 1]?.[0] ?? Infinity }))
    .filter(({ at, since, until }) => since <= at && at < until)
    .map(({ at, offset }) => ({ iso: new Date(at).toISOString(), offset }))
}

const exact = new WeakMap() // fields that nobody changed: they mean the instant they were filled with

// fill writes an instant into a field.
export function fill(field, instant) {
  field.value = civil(instant)
  exact.set(field, { value: field.value, iso: instant })
  look(field, instant)
}

// instant is the one that a field means; undefined if it is empty.
export function instant(field) {
  if (field.value === '') return undefined
  const kept = exact.get(field)
  if (kept?.value === field.value && !choiceOf(field)) return kept.iso
  const found = instants(field.value)
  return (found[choiceOf(field)?.querySelector('select').selectedIndex ?? 0] ?? found[0])?.iso
}

const choiceOf = (field) => {
  const next = field.closest('label').nextElementSibling
  return next?.matches('.which') ? next : undefined
}

const east = (seconds) => {
  const m = Math.abs(seconds) / 60
  return `UTC${seconds < 0 ? '−' : '+'}${Math.floor(m / 60)}${m % 60 ? `:${pad(m % 60)}` : ''}`
}

// look says what is wrong with the time in a field, and lets the person choose
// where there are two of it.
function look(field, chosen) {
  const before = choiceOf(field)
  const found = field.value === '' ? [{}] : instants(field.value)
  const known = clocks()
  const ms = Date.parse(`${field.value}Z`)
  const far = ms < known[0][0] || ms > known.at(-1)[0] + 4e11
  field.setCustomValidity(found.length > 0 ? '' : far ? 'That is too far from the days that are shown.' : `The clocks jump over ${field.value.slice(11)} on that day: there is no such time. Choose one before or after.`)
  if (found.length < 2) return before?.remove()
  const label = document.createElement('label')
  label.className = 'which'
  label.dataset.added = ''
  const list = document.createElement('select')
  list.append(...found.map(({ offset }, i) => new Option(`the ${['first', 'second'][i] ?? i + 1} time, ${east(offset)}`)))
  list.selectedIndex = Math.max(0, found.findIndex(({ iso }) => Date.parse(iso) === Math.floor(Date.parse(chosen) / 1000) * 1000))
  label.append(`${field.value.slice(11)} comes twice that day`, list)
  if (before) before.replaceWith(label)
  else field.closest('label').after(label)
}

document.addEventListener('input', (e) => {
  if (e.target.dataset?.type === 'time') look(e.target)
})

document.addEventListener('reset', (e) => {
  for (const choice of e.target.querySelectorAll('.which')) choice.remove()
  for (const field of e.target.querySelectorAll('[data-type=time]')) field.setCustomValidity('')
})
