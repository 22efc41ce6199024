/** The canvas itself or the inside of a container, where nodes can be added. */
export function isEmptyArea(element: Element): boolean {
  return element.classList.contains('react-flow__pane') || element.hasAttribute('data-inside')
}
