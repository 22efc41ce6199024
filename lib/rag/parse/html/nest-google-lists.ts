/** Google Docs marks lists as `lst-kix_ID-LEVEL`, with `start` at the beginning of one. */
const GOOGLE_LIST = /(?:^|\s)lst-kix_(\w+)-(\d)(?:\s|$)/

interface OpenList {
  list: Element
  id: string
}

/** Google Docs writes a nested list after the outer one; moves it into its item. */
export function nestGoogleLists(document: Document): void {
  let openLists: OpenList[] = []
  for (const list of document.querySelectorAll('[class*="lst-kix_"]')) {
    const [, id, digit] = GOOGLE_LIST.exec(list.getAttribute('class') ?? '') ?? []
    if (id === undefined || !/^[UO]L$/i.test(list.nodeName)) continue
    const isNext = openLists[0] !== undefined && list.previousElementSibling === openLists[0].list
    if (!isNext) openLists = []
    const level = Math.min(Number(digit), openLists.length)
    const openList = openLists[level]
    const isNew = /(?:^|\s)start(?:\s|$)/.test(list.getAttribute('class') ?? '')
    openLists = openLists.slice(0, level)
    if (openList && openList.id === id && !isNew) {
      openList.list.append(...list.childNodes)
      list.remove()
      openLists.push(openList)
      continue
    }
    openLists.at(-1)?.list.lastElementChild?.append(list)
    openLists.push({ list, id })
  }
}
