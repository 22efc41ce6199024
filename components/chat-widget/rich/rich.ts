import './add-rich'

export { RichAnswer } from './markdown/rich-answer'
/** Entry point of the code that is loaded with the first answer. */
export { PassagePanel } from './sources/passage-panel'
