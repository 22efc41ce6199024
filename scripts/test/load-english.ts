import { loadCatalogue } from '@/lib/client/messages/catalogue'

// Test setup: loads the texts, as a page does before its first render.
await loadCatalogue('en')
