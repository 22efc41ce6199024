/** The canvas itself, or the inside of a container: where a new node can go. */
export function isEmptyPlace(element: Element): boolean {
  return element.classList.contains('react-flow__pane') || element.hasAttribute('data-inside')
}
