import { loadCatalogue } from '@/lib/client/messages/catalogue'

// Set-up of every test: what a page does before it draws anything.
await loadCatalogue('en')
