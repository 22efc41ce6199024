/** Stands for the knowledge base that an app made from a template gets. */
export const TEMPLATE_KNOWLEDGE_BASE = 'template-knowledge-base'
