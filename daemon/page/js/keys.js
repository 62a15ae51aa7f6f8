// Keys: what a button of the page does, and where the pages are. Keys that come
// with Control, Alt or Meta belong to the browser.
const pages = [...document.querySelectorAll('nav[aria-label=Pages] a')]
const list = document.querySelector('#keys dl')

const typing = (e) => e.target.closest('input:not([type=checkbox]), textarea, select, [contenteditable]')

document.addEventListener('keydown', (e) => {
  if (e.ctrlKey || e.altKey || e.metaKey || typing(e)) return
  if (e.key === '?') return open()
  const page = pages[Number(e.key) - 1]
  if (page) return page.click()
  const target = [...document.querySelectorAll('[data-key]')].find((b) => b.dataset.key === e.key && b.checkVisibility?.() !== false)
  if (!target) return
  e.preventDefault()
  if (target.matches('input, textarea, select')) target.focus()
  else if (target.matches('summary')) {
    target.parentElement.open = true
    target.parentElement.querySelector('input, textarea')?.focus()
  }
  else target.click()
})

function open() {
  const rows = pages.map((p, i) => [String(i + 1), p.textContent])
  for (const e of document.querySelectorAll('[data-key]')) {
    rows.push([e.dataset.key, e.dataset.name ?? e.getAttribute('aria-label') ?? e.labels?.[0]?.textContent ?? e.textContent])
  }
  for (const e of document.querySelectorAll('[data-keys]')) rows.push([e.dataset.keys, e.dataset.name])
  rows.push(['?', 'These keys'])
  list.replaceChildren(
    ...rows.map(([key, what]) => {
      const row = document.createElement('div')
      const name = document.createElement('dt')
      const kbd = document.createElement('kbd')
      kbd.textContent = key
      name.append(kbd)
      const text = document.createElement('dd')
      text.textContent = what.trim()
      row.append(name, text)
      return row
    }),
  )
  document.getElementById('keys').showModal()
}

document.addEventListener('click', (e) => {
  if (e.target.closest('[data-open=keys]')) open()
})
