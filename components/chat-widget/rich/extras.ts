import { addTexts } from '../texts'
import { richTexts } from './rich-texts'

/** What few visitors of a page ever open. */
export { Attachments } from './attachments'
export { FormScreen } from './form-screen'
export { handoverForm } from './handover-form'
export { historyPanel } from './history-panel'
export { leadForm } from './lead-form'
export { Recognizer } from './recognizer'

addTexts(richTexts)
