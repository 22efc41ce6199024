type Child = Node | string | null | undefined | false
type Listener = (event: Event) => void
/** Attributes; `on` contains listeners. `true` sets an empty attribute, `null` and `false` omit it. */
export interface Attributes {
  on?: Record<string, Listener>
  [name: string]: string | number | boolean | null | undefined | Record<string, Listener>
}

/** Creates an element. Text is never parsed as HTML. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue
    if (typeof value === 'object') listen(element, value)
    else element.setAttribute(name, value === true ? '' : String(value))
  }
  append(element, children)
  return element
}

export function append(parent: Node, children: readonly Child[]): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue
    parent.appendChild(typeof child === 'string' ? document.createTextNode(child) : child)
  }
}

function listen(element: HTMLElement, listeners: Record<string, Listener>): void {
  for (const [type, listener] of Object.entries(listeners)) element.addEventListener(type, listener)
}
