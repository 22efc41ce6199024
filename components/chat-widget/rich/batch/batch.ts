import '../add-rich'
// The form beside it brings it along anyway: so what both use is one file less.
import '../files/attachments'

/** Batch files, on the page of an app that accepts them. */
export { BatchScreen } from './batch-screen'
export { offerRows } from './offer-rows'
