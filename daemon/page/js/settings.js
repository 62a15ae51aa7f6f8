// The settings: rules are tried before they are made, asked which of them decides,
// and put in order; dialogs are opened with what is to be changed.
import { bodyOf, say, send } from './post.js'
import { begin, end, seen } from './seen.js'

const quote = (text) => `"${text.replace(/["\\]/g, '\\$&')}"`

// change is what the form of a rule says: a line, or what makes one.
function change(form) {
  const { id, text, app, title, how, category, class: worth } = bodyOf(form)
  if (id) return { do: 'replace', id, text }
  if (text) return { do: 'add', text, ...(worth && { class: worth }) }
  const asks = [app && `app=${quote(app)}`, title && `title${how}${quote(title)}`].filter(Boolean)
  return { do: 'add', text: `${asks.join(' ')} -> ${quote(category ?? '')}`, ...(worth && { class: worth }) }
}

const hours = (ms) => {
  const minutes = Math.floor(ms / 60000)
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`
}

const element = (name, ...children) => {
  const e = document.createElement(name)
  e.append(...children)
  return e
}

async function tryOut(form) {
  const would = await send('/v1/rules/preview', { change: change(form) }, { quietly: true, form })
  if (!would) return
  const moves = would.subjects.map((s) => element('li', `${hours(s.ms)} of ${[s.app, s.title].filter(Boolean).join(', ')}: from ${s.from || 'nothing'} to ${s.to || 'nothing'}`))
  const all = element('p', `${hours(would.moved_ms)} of ${hours(would.total_ms)} in the last 30 days would move.`)
  form.querySelector('output').replaceChildren(all, element('ul', ...moves.slice(0, 5)))
}

async function whichRule(form) {
  const found = await send('/v1/rules/test', bodyOf(form), { quietly: true })
  if (!found) return
  const rows = found.matches.map((r, i) => {
    const line = element('li', element('code', r.text))
    line.append(i === 0 ? ' decides' : ' would, without those above', r.source === 'own' ? '' : ', built-in')
    return line
  })
  const { name, class: worth } = found.category
  const what = element('p', name ? `That is ${name}, which ${worth === 'unclassified' ? 'is worth nothing in particular' : `counts as ${worth}`}.` : 'No rule knows that.')
  const list = element('ol', ...rows)
  list.className = 'plain'
  form.querySelector('output').replaceChildren(what, list)
}

function open(id, fields) {
  const dialog = document.getElementById(id)
  const form = dialog.querySelector('form')
  form.reset()
  form.querySelector('output')?.replaceChildren()
  form.querySelector('.refused')?.remove()
  for (const [name, value] of Object.entries(fields)) form.elements[name].value = value
  dialog.showModal()
}

// hold keeps the focus with the rule that was moved, once it stands elsewhere.
let hold

document.addEventListener('click', (e) => {
  const button = e.target.closest('button')
  if (!button) return
  const { dataset } = button
  if (dataset.step) hold = { id: button.closest('[data-rule]')?.dataset.is, step: dataset.step }
  if (dataset.rewrite) {
    open('rewrite-rule', { id: dataset.rewrite, text: dataset.text })
    begin(document.querySelector('#rewrite-rule form'), { known: dataset.text })
  }
  if ('try' in dataset && button.form.reportValidity()) tryOut(button.form)
  if (dataset.category !== undefined && button.closest('#all-categories')) {
    const { category: name, class: worth = 'supports', hue = '', reading = 'false' } = dataset
    open('category', { name, class: worth, hue, reading })
    document.querySelector('#category [name=name]').readOnly = name !== ''
  }
})

// A rule that was changed elsewhere is replaced by what was typed once that was seen.
document.addEventListener('loaded', (e) => {
  const form = e.target
  if (!form.closest('#rewrite-rule')) return
  const button = [...document.querySelectorAll('[data-rewrite]')].find((b) => b.dataset.rewrite === form.elements.id.value)
  if (button) return begin(form, { known: button.dataset.text })
  form.closest('dialog').close()
  say('The rule that you were editing is gone.', { hint: 'Add it anew.', failed: true })
})

document.addEventListener('keydown', (e) => {
  const row = e.altKey && e.target.closest?.('[data-rule]')
  const step = { ArrowUp: 'up', ArrowDown: 'down' }[e.key]
  if (!row || !step) return
  e.preventDefault()
  row.querySelector(`[data-step=${step}]:enabled`)?.click()
})

document.addEventListener('fresh', () => {
  if (!hold) return
  const row = [...document.querySelectorAll('[data-rule]')].find((r) => r.dataset.is === hold.id)
  const button = row?.querySelector(`[data-step=${hold.step}]:enabled`) ?? row?.querySelector('[data-step]:enabled')
  if (document.activeElement === document.body || document.activeElement?.disabled) button?.focus()
  hold = undefined
})

document.addEventListener('submit', async (e) => {
  const form = e.target
  if (form.matches('.which-rule')) {
    e.preventDefault()
    whichRule(form)
  }
  if (form.matches('.rule')) {
    e.preventDefault()
    const what = change(form)
    if (!(await send('/v1/rules', { ...what, ...seen(form) }, { said: what.do === 'add' ? 'Added.' : 'Saved.', undo: true, form }))) return
    end(form)
    form.closest('dialog').close()
  }
})
