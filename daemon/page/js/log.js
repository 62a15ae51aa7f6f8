// The log: the dialogs to correct it, rules tried before they are made, and
// forgetting, which is looked at first.
import { bodyOf, say, send } from './post.js'
import { refresh } from './live.js'
import { begin, end, seen } from './seen.js'
import { fill } from './times.js' // it says what times mean that are sent

const touched = new WeakMap() // forms of dialogs, and the names of the fields that were typed into

function open(id, fields) {
  const dialog = document.getElementById(id)
  const form = dialog.querySelector('form')
  form.reset()
  begin(form) // what is opened now is what was seen
  touched.set(form, new Set())
  write(form, fields)
  dialog.showModal()
}

// write fills the fields of a form that the person has not typed into.
function write(form, fields) {
  for (const [name, value] of Object.entries(fields)) {
    const field = form.elements[name]
    if (!field || touched.get(form)?.has(name)) continue
    if (field.dataset.type === 'time') fill(field, value)
    else field.value = value ?? ''
  }
}

document.addEventListener('input', (e) => touched.get(e.target.form)?.add(e.target.name))

// What was changed elsewhere is loaded into the dialog, around what was typed.
document.addEventListener('loaded', (e) => {
  const form = e.target
  if (!form.closest('#edit')) return
  const button = [...document.querySelectorAll('[data-edit]')].find((b) => b.dataset.edit === form.elements.id.value)
  if (button) return write(form, entryOf(button.dataset))
  form.closest('dialog').close()
  say('What you were editing is gone.', { hint: 'It was deleted, or something else stands in its place: add it anew.', failed: true })
})

const entryOf = ({ edit, start, end, text, category }) => ({ id: edit, start, end, text, category })
const middle = ({ start, end }) => new Date(Math.floor((Date.parse(start) + Date.parse(end)) / 2000) * 1000).toISOString()

document.addEventListener('click', async (e) => {
  const button = e.target.closest('button')
  if (!button) return
  const { dataset } = button
  if ('correct' in dataset) open('correct', { start: dataset.start, end: dataset.end })
  if (dataset.edit) open('edit', entryOf(dataset))
  if (dataset.split) open('split', { at: middle(dataset) })
  if ('hide' in dataset) {
    if (!button.form.reportValidity()) return
    const { start, end } = bodyOf(button.form)
    if (await send('/v1/entries', { do: 'delete', start, end, ...seen(button.form) }, { said: 'Taken from view.', undo: true, form: button.form })) button.closest('dialog').close()
  }
  if ('preview' in dataset && button.form.reportValidity()) preview(button.form)
  if ('really' in dataset) forget(button.form, true)
})

const rule = (form) => {
  const { category, class: worth } = bodyOf(form)
  return { do: 'add', text: `${form.dataset.rule} -> ${category}`, ...(worth && { class: worth }) }
}

const hours = (ms) => {
  const minutes = Math.floor(ms / 60000)
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`
}

async function preview(form) {
  const would = await send('/v1/rules/preview', { change: rule(form) }, { quietly: true })
  if (!would) return
  const moves = would.subjects.map((s) => `${s.app}: ${hours(s.ms)} from ${s.from || 'nothing'} to ${s.to}`)
  form.querySelector('output').textContent = `${hours(would.moved_ms)} of the last 30 days would move. ${moves.slice(0, 3).join('; ')}`
}

let key

const count = (n, one, more = `${one}s`) => `${n} ${n === 1 ? one : more}`

async function forget(form, yes) {
  const out = form.querySelector('output')
  const really = form.querySelector('[data-really]')
  const would = await send('/v1/forget', { ...bodyOf(form), ...(yes && { yes, key }) }, { quietly: true })
  really.hidden = true
  if (!would) return
  const quoted = would.quoting.map((q) => `${q.kind} ${q.id}`).join(', ')
  const what = `${count(would.spans, 'stretch', 'stretches')}, ${hours(would.ms)} on ${count(would.days.length, 'day')}; ${count(would.labels, 'label')}, ${count(would.texts, 'text')}`
  if (would.done) {
    out.textContent = ''
    say(`Forgotten: ${what}.`)
    form.reset()
    await refresh()
    return
  }
  out.textContent = `That would be ${what}.${quoted ? ` Quoted in what stays: ${quoted}.` : ''}`
  key = would.key
  really.hidden = would.spans + would.labels + would.texts === 0
}

document.addEventListener('submit', async (e) => {
  const form = e.target
  if (form.matches('.file')) {
    e.preventDefault()
    if (await send('/v1/rules', { ...rule(form), ...seen(form) }, { said: 'Filed.', undo: true, form })) end(form)
  }
  if (form.matches('.forget')) {
    e.preventDefault()
    await forget(form, false)
  }
})
