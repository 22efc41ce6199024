import { MissingPage } from '@/components/shell/missing-page'
import { currentLocale, loadCatalogue } from '@/lib/client/messages/catalogue'

export default async function NotFound() {
  await loadCatalogue(currentLocale())
  return (
    <main className="h-dvh">
      <MissingPage />
    </main>
  )
}
