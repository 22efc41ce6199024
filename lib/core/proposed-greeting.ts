/** The greeting of a new chat app. The chat page shows it in the visitor's language. */
export const PROPOSED_GREETING = 'Hello! What would you like to know?'
