import './add-rich'

export { RichAnswer } from './markdown/rich-answer'
/** What is loaded with the first answer. */
export { PassagePanel } from './sources/passage-panel'
