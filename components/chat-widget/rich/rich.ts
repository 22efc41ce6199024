import { addTexts } from '../texts'
import { richTexts } from './rich-texts'

/** What is loaded with the first answer. */
export { PassagePanel } from './passage-panel'
export { RichAnswer } from './rich-answer'

addTexts(richTexts)
