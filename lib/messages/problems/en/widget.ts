export const widget = {
  alreadyDelivered: 'This request was already delivered, or it no longer exists.',
  formChanged: 'The form has changed. Reload the page.',
  consentMissing: 'Please agree first.',
  fieldMissing: '“{label}” is missing.',
  notEmail: '“{label}” is not an email address.',
  addressGone: 'There is no longer an address to send this to.',
} as const
