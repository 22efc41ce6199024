import './add-rich'

export { RichAnswer } from './markdown/rich-answer'
/** The part loaded with the first answer. */
export { PassagePanel } from './sources/passage-panel'
