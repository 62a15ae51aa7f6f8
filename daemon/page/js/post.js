// Sends what is clicked. What to send and where stands in the page: see the
// comment of the Go package.
import { refresh } from './live.js'
import { end, refuse, seen } from './seen.js'

const said = document.getElementById('toast')
let silence

// say tells the person what happened; with undo there is a button to take it back.
export function say(text, { hint = '', failed = false, undo } = {}) {
  clearTimeout(silence)
  const line = document.createElement('p')
  line.append(text)
  if (hint) line.append(document.createElement('br'), hint)
  said.replaceChildren(line)
  if (undo) {
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = 'Undo'
    button.addEventListener('click', () => send(undo.path, { do: 'undo', ...undo.what }, { said: takenBack }))
    said.append(button)
  }
  said.classList.toggle('failed', failed)
  silence = setTimeout(() => said.matches(':hover, :focus-within') || said.replaceChildren(), failed ? 20000 : 8000)
}

// takenBack is what an undo has done: of the agenda, of rules, or of what does not say.
const takenBack = ({ what, did, undone }) => (what || did ? `Taken back: ${what || undone}.` : 'Taken back.')

// send posts body to path and brings the page up to date. It returns the answer,
// undefined where the daemon refused; it has told the person then, in the form if
// there is one that they have to look at.
export async function send(path, body, { said = '', undo = false, quietly = false, form } = {}) {
  try {
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify(body),
    })
    const result = await answer.json()
    if (!answer.ok) {
      const changed = result.code === 'changed'
      if (form && (changed || form.closest('dialog'))) refuse(form, result)
      else say(result.message, { hint: result.hint, failed: true })
      if (changed && !form) refresh().catch(() => {}) // so that it is seen
      return undefined
    }
    const notice = result.notices?.map((n) => n.text).join('; ')
    const told = typeof said === 'function' ? said(result) : said
    if (told || notice) say([told, notice].filter(Boolean).join(' '), { undo: undo && { path: undoneAt[path] ?? path, what: changeOf(path, result) } })
    if (!quietly) refresh().catch(() => {}) // the stream says when the daemon is back
    return result
  } catch {
    say('focusd does not answer.', { hint: 'Is it running? focus doctor tells.', failed: true })
    return undefined
  }
}

const undoable = ['/v1/timer', '/v1/agenda', '/v1/entries', '/v1/rules', '/v1/categories', '/v1/settings']
const undoneAt = { '/v1/categories': '/v1/rules' } // where not at the same address

// changeOf names what was changed, so that undo takes back no other.
const changeOf = (path, { id, change, timer }) => {
  if (path === '/v1/timer') return { at: timer.undo_at }
  return path === '/v1/entries' ? { id } : { known: change }
}

// order is what an element of the page says to send.
function order(element, body, by = element) {
  const { post, said: told, undo, confirm: question } = element.dataset
  if (question && !confirm(question)) return undefined
  if (body.do !== 'undo') Object.assign(body, seen(element))
  const form = element.localName === 'form' ? element : undefined
  return send(post, body, { said: by.dataset.said ?? told ?? 'Done.', undo: undo !== 'no' && undoable.includes(post), form })
}

// bodyOf is what a form says, fields added to what stands in its data-body.
export function bodyOf(form, submitter) {
  const body = JSON.parse(form.dataset.body ?? '{}')
  for (const field of form.elements) {
    if (!field.name || field.disabled || (field.type === 'radio' && !field.checked)) continue
    if (field.localName === 'button' && field !== submitter) continue
    const value = valueOf(field)
    if (value === undefined) continue
    const path = field.name.split('.')
    const inner = path.slice(0, -1).reduce((o, name) => (o[name] ??= {}), body)
    inner[path.at(-1)] = value
  }
  return Object.assign(body, JSON.parse(submitter?.dataset.body ?? '{}'))
}

// types say what the text of a field means, by its data-type; other scripts add theirs.
export const types = {
  number: (text) => Number(text),
  minutes: (text) => Math.round(Number(text) * 60),
  list: (text) => text.split(',').map((s) => s.trim()).filter(Boolean),
  lines: (text) => text.split('\n').map((s) => s.trim()).filter(Boolean),
  boolean: (text) => text === 'true',
}

function valueOf(field) {
  const text = field.value.trim()
  const { type } = field.dataset
  if (field.type === 'checkbox') return field.checked || undefined
  if (type === 'text') return text // also when empty
  if (text === '') return undefined
  return types[type] ? types[type](text, field) : text
}

document.addEventListener('click', (e) => {
  const opener = e.target.closest('[data-open]')
  if (opener) document.getElementById(opener.dataset.open)?.showModal()
  if (e.target.closest('[data-close]')) e.target.closest('dialog').close()
  const button = e.target.closest('button[data-post]')
  if (button) order(button, JSON.parse(button.dataset.body ?? '{}'))
})

document.addEventListener('change', async (e) => {
  const box = e.target.closest('input[type=checkbox][data-post]')
  if (!box) return
  const before = !box.checked
  const said = await order(box, JSON.parse((box.checked ? box.dataset.body : box.dataset.unbody) ?? '{}'))
  if (said === undefined) box.checked = before // it was refused
})

document.addEventListener('submit', async (e) => {
  const form = e.target.closest('form[data-post]')
  if (!form) return
  e.preventDefault()
  if ((await order(form, bodyOf(form, e.submitter), e.submitter ?? form)) === undefined) return
  end(form)
  if (!('keep' in form.dataset)) form.reset()
  else if (form.dataset.known) {
    await refresh()
    form.reset() // to what is kept now
  }
  form.closest('dialog')?.close()
})
