import './add-rich'

export { historyPanel } from './conversations/history-panel'
/** Rarely opened parts of the page. */
export { Attachments } from './files/attachments'
export { FormScreen } from './forms/form-screen'
export { handoverForm } from './forms/handover-form'
export { leadForm } from './forms/lead-form'
export { addMemory } from './memory'
export { visitorApproval } from './visitor-approval'
export { voiceButton } from './voice-button'
