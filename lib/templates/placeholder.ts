/** Stands for the knowledge base that an app made from a template gets. */
export const TEMPLATE_KNOWLEDGE_BASE = 'template-knowledge-base'
/** Replaced by the address given when the app is created. */
export const TEMPLATE_ADDRESS = 'https://example.com/replies'
