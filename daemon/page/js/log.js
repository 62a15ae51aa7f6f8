// The log: the dialogs to correct it, rules tried before they are made, and
// forgetting, which is looked at first.
import { bodyOf, say, send } from './post.js'
import { refresh } from './live.js'

const local = (iso) => {
  const t = new Date(iso)
  return new Date(t - t.getTimezoneOffset() * 60000).toISOString().slice(0, 19)
}

function open(id, fields) {
  const dialog = document.getElementById(id)
  const form = dialog.querySelector('form')
  form.reset()
  form.dataset.seen = document.querySelector('div[data-seen]')?.dataset.seen ?? 'none' // what is opened now is what was seen
  for (const [name, value] of Object.entries(fields)) if (form.elements[name]) form.elements[name].value = value ?? ''
  dialog.showModal()
}

document.addEventListener('click', async (e) => {
  const button = e.target.closest('button')
  if (!button) return
  const { dataset } = button
  const dialog = button.closest('dialog')
  if ('correct' in dataset) open('correct', { start: local(dataset.start), end: local(dataset.end) })
  if (dataset.edit) open('edit', { id: dataset.edit, ...times(dataset), text: dataset.text, category: dataset.category })
  if (dataset.split) open('split', { at: middle(dataset), text: dataset.text })
  if ('close' in dataset) dialog.close()
  if ('hide' in dataset) {
    const { start, end } = bodyOf(button.form)
    if (await send('/v1/entries', { do: 'delete', start, end, seen: button.form.dataset.seen }, { said: 'Taken from view.', undo: true })) dialog.close()
  }
  if ('preview' in dataset && button.form.reportValidity()) preview(button.form)
  if ('really' in dataset) forget(button.form, true)
})

const times = ({ start, end }) => ({ start: local(start), end: local(end) })
const middle = ({ start, end }) => local(new Date((Date.parse(start) + Date.parse(end)) / 2).toISOString())

const rule = (form) => {
  const { category, class: worth } = bodyOf(form)
  return { do: 'add', text: `${form.dataset.rule} -> ${category}`, ...(worth && { class: worth }) }
}

const hours = (ms) => {
  const minutes = Math.round(ms / 60000)
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`
}

async function preview(form) {
  const would = await send('/v1/rules/preview', { change: rule(form) }, { quietly: true })
  if (!would) return
  const moves = would.subjects.map((s) => `${s.app}: ${hours(s.ms)} from ${s.from || 'nothing'} to ${s.to}`)
  form.querySelector('output').textContent = `${hours(would.moved_ms)} of the last 30 days would move. ${moves.slice(0, 3).join('; ')}`
}

let key

async function forget(form, yes) {
  const out = form.querySelector('output')
  const really = form.querySelector('[data-really]')
  const would = await send('/v1/forget', { ...bodyOf(form), ...(yes && { yes, key }) }, { quietly: true })
  really.hidden = true
  if (!would) return
  const quoted = would.quoting.map((q) => `${q.kind} ${q.id}`).join(', ')
  const what = `${would.spans} stretches, ${hours(would.ms)} on ${would.days.length} days; ${would.labels} labels, ${would.texts} texts`
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
    await send('/v1/rules', rule(form), { said: 'Filed.', undo: true })
  }
  if (form.matches('.forget')) {
    e.preventDefault()
    await forget(form, false)
  }
})

// A dialog whose form was sent is done with.
document.addEventListener('sent', (e) => e.target.closest('dialog')?.close())
