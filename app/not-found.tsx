import { MissingPage } from '@/components/shell/missing-page'
import { StudioShell } from '@/components/shell/studio-shell'
import { currentLocale, loadCatalogue } from '@/lib/client/messages/catalogue'

/** Unknown addresses show their message beside the navigation of the studio. */
export default async function NotFound() {
  await loadCatalogue(currentLocale())
  return (
    <StudioShell>
      <MissingPage />
    </StudioShell>
  )
}
