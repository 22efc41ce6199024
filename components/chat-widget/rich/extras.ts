import './add-rich'

export { historyPanel } from './conversations/history-panel'
/** What few visitors of a page ever open. */
export { Attachments } from './files/attachments'
export { FormScreen } from './forms/form-screen'
export { handoverForm } from './forms/handover-form'
export { leadForm } from './forms/lead-form'
export { visitorApproval } from './visitor-approval'
export { voiceButton } from './voice-button'
