import { MissingPage } from '@/components/shell/missing-page'
import { StudioShell } from '@/components/shell/studio-shell'
import { currentLocale, loadMessageCatalog } from '@/lib/client/messages/message-catalog'

/** Unknown addresses show their message beside the navigation of the studio. */
export default async function NotFound() {
  await loadMessageCatalog(currentLocale())
  return (
    <StudioShell>
      <MissingPage />
    </StudioShell>
  )
}
