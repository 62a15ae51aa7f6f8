// The six, put in order by dragging, or with Alt and an arrow. Either presses what
// the buttons of the page press.
import { send } from './post.js'

const itemOf = (e) => e.target.closest?.('[data-rank] > li')

// hold keeps the focus with what was moved, once the page shows its new place.
let hold

function move(item, place) {
  const all = item.parentElement.children.length
  if (place < 1 || place > all || place === Number(item.dataset.place)) return
  send('/v1/agenda', { do: 'six', id: item.dataset.id, place }, { said: 'Moved.', undo: true })
}

document.addEventListener('keydown', (e) => {
  if (!e.altKey || (e.key !== 'ArrowUp' && e.key !== 'ArrowDown')) return
  const item = itemOf(e)
  if (!item) return
  e.preventDefault()
  const way = e.key === 'ArrowUp' ? -1 : 1
  hold = { id: item.dataset.id, way }
  move(item, Number(item.dataset.place) + way)
})

document.addEventListener('click', (e) => {
  const button = e.target.closest('[data-move]')
  if (button) hold = { id: itemOf(e)?.dataset.id, way: button.dataset.move }
})

document.addEventListener('fresh', () => {
  if (!hold) return
  const item = [...document.querySelectorAll('[data-rank] > li')].find((li) => li.dataset.id === hold.id)
  const button = item?.querySelector(`[data-move="${hold.way}"]:enabled`) ?? item?.querySelector('button:enabled')
  const lost = document.activeElement === document.body || document.activeElement?.disabled
  if (lost) button?.focus()
  hold = undefined
})

let dragged

document.addEventListener('pointerdown', (e) => {
  const item = itemOf(e)
  if (item) item.draggable = !e.target.closest('button, input')
})

document.addEventListener('dragstart', (e) => {
  dragged = itemOf(e)
  if (!dragged) return
  e.dataTransfer.effectAllowed = 'move'
  e.dataTransfer.setData('text/plain', dragged.querySelector('.title').textContent)
  dragged.classList.add('dragged')
})

document.addEventListener('dragover', (e) => {
  const item = itemOf(e)
  if (!dragged || !item) return
  e.preventDefault()
  for (const li of item.parentElement.children) li.classList.toggle('target', li === item && li !== dragged)
})

document.addEventListener('drop', (e) => {
  const item = itemOf(e)
  if (!dragged || !item) return
  e.preventDefault()
  move(dragged, Number(item.dataset.place))
})

document.addEventListener('dragend', () => {
  for (const li of document.querySelectorAll('.dragged, .target')) li.classList.remove('dragged', 'target')
  dragged = undefined
})
