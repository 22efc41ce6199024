import '../add-rich'
// The form beside it loads this anyway, so the shared code saves one file.
import '../files/attachments'

/** Batch files, on the page of an app that accepts them. */
export { BatchScreen } from './batch-screen'
export { offerRows } from './offer-rows'
