import '../add-rich'

export { addFootnote } from './footnote'
/** Entry point of the code that only the hosted page loads. */
export { createSidebar } from './sidebar'
