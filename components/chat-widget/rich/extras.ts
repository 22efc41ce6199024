import './add-rich'

/** What few visitors of a page ever open. */
export { Attachments } from './attachments'
export { FormScreen } from './form-screen'
export { handoverForm } from './handover-form'
export { historyPanel } from './history-panel'
export { leadForm } from './lead-form'
export { visitorApproval } from './visitor-approval'
export { voiceButton } from './voice-button'
