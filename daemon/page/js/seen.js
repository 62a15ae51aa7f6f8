// What a person has seen when they begin to change something goes with what they
// send, and the daemon refuses to write over what was changed since. Then what they
// typed stays: they are told what is different, and can load it.
import { refresh } from './live.js'

const begun = new WeakMap() // forms, and what was seen when they were begun

const now = ({ dataset }) => {
  if (dataset.post === '/v1/entries') return { seen: document.querySelector('[data-seen]')?.dataset.seen }
  return dataset.known ? { known: dataset.known } : {}
}

// seen is what goes with what an element sends.
export const seen = (element) => begun.get(element) ?? now(element)

// begin is to be called where a form is begun in another way than by typing, with
// what was seen then, if the form does not say it.
export function begin(form, what = now(form)) {
  begun.set(form, what)
  form.querySelector('.refused')?.remove()
}

// end has a form begin anew.
export function end(form) {
  begun.delete(form)
  form.querySelector('.refused')?.remove()
}

// refuse says in a form why it was refused.
export function refuse(form, { code, message, hint }) {
  const box = document.createElement('div')
  box.className = 'refused'
  box.dataset.added = ''
  box.setAttribute('role', 'alert')
  for (const text of [message, hint]) {
    if (!text) continue
    const line = document.createElement('p')
    line.textContent = `${text[0].toUpperCase()}${text.slice(1)}.`
    box.append(line)
  }
  if (code === 'changed') {
    const load = document.createElement('button')
    load.type = 'button'
    load.textContent = 'Load it, and keep what I typed'
    load.addEventListener('click', async () => {
      await refresh()
      begin(form)
      form.dispatchEvent(new Event('loaded', { bubbles: true }))
      form.querySelector('button.main, button:not([type=button])')?.focus()
    })
    box.append(load)
  }
  form.querySelector('.refused')?.remove()
  form.append(box)
  box.querySelector('button')?.focus()
}

document.addEventListener('input', (e) => {
  const { form } = e.target
  if ((form?.dataset.post || form?.dataset.known) && !begun.has(form)) begun.set(form, now(form))
})

document.addEventListener('reset', (e) => end(e.target))
