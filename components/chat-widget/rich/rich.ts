import './add-rich'

/** What is loaded with the first answer. */
export { PassagePanel } from './passage-panel'
export { RichAnswer } from './rich-answer'
