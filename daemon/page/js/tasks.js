// The six, and the steps of a task, put in order by dragging, or with Alt and an
// arrow. Either does what the buttons of the page do.
import { send } from './post.js'

const itemOf = (e) => e.target.closest?.('[data-rank] > li, [data-steps] > li')

// hold keeps the focus with what was moved, once the page shows its new place.
let hold

const mover = (item, way) => item.querySelector(`:scope > .verbs [data-move="${way}"]:enabled`)

document.addEventListener('keydown', (e) => {
  if (!e.altKey || (e.key !== 'ArrowUp' && e.key !== 'ArrowDown')) return
  const item = itemOf(e)
  if (!item) return
  e.preventDefault()
  mover(item, e.key === 'ArrowUp' ? -1 : 1)?.click()
})

document.addEventListener('click', (e) => {
  const button = e.target.closest('[data-move]')
  if (button) hold = { id: itemOf(e)?.dataset.id, way: button.dataset.move }
})

document.addEventListener('fresh', () => {
  if (!hold) return
  const item = [...document.querySelectorAll('[data-rank] > li, [data-steps] > li')].find((li) => li.dataset.id === hold.id)
  const lost = document.activeElement === document.body || document.activeElement?.disabled
  if (item && lost) (mover(item, hold.way) ?? item.querySelector('button:enabled'))?.focus()
  hold = undefined
})

let dragged

document.addEventListener('pointerdown', (e) => {
  const item = itemOf(e)
  if (item) item.draggable = !e.target.closest('button, input') && item.querySelector('[data-move]') !== null
})

document.addEventListener('dragstart', (e) => {
  dragged = itemOf(e)
  if (!dragged) return
  e.dataTransfer.effectAllowed = 'move'
  e.dataTransfer.setData('text/plain', dragged.querySelector('.title').textContent)
  dragged.classList.add('dragged')
})

// among tells whether what is dragged can be put at an item.
const among = (item) => dragged && item && item.parentElement === dragged.parentElement && item.querySelector('[data-move]')

document.addEventListener('dragover', (e) => {
  const item = itemOf(e)
  if (!among(item)) return
  e.preventDefault()
  for (const li of item.parentElement.children) li.classList.toggle('target', li === item && li !== dragged)
})

document.addEventListener('drop', (e) => {
  const item = itemOf(e)
  if (!among(item)) return
  e.preventDefault()
  if (item !== dragged) drop(dragged, item)
})

// drop puts what was dragged in the place of an item.
function drop(what, item) {
  const list = item.parentElement
  const moved = { said: 'Moved.', undo: true }
  if ('rank' in list.dataset) return send('/v1/agenda', { do: 'six', id: what.dataset.id, place: Number(item.dataset.place) }, moved)
  const open = [...list.children].filter((li) => li.querySelector('[data-move]'))
  const order = open.filter((li) => li !== what)
  order.splice(open.indexOf(item), 0, what)
  const { steps: id, known } = list.dataset
  send('/v1/agenda', { do: 'order', id, known, list: order.map((li) => li.dataset.id) }, moved)
}

document.addEventListener('dragend', () => {
  for (const li of document.querySelectorAll('.dragged, .target')) li.classList.remove('dragged', 'target')
  dragged = undefined
})
