import '../add-rich'

export { addFootnote } from './footnote'
/** The part of the hosted page, loaded with it. */
export { createSidebar } from './sidebar'
