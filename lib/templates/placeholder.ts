/** Placeholder for the knowledge base of an app created from a template. */
export const TEMPLATE_KNOWLEDGE_BASE = 'template-knowledge-base'
/** Replaced by the address given when the app is created. */
export const TEMPLATE_ADDRESS = 'https://example.com/replies'
