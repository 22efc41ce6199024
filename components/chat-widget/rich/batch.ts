import './add-rich'

/** Files of rows, on the page of an app that takes them. */
export { BatchScreen } from './batch-screen'
export { offerRows } from './offer-rows'
