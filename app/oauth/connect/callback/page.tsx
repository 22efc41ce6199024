import { CallbackPage } from '@/components/integrations/connections/callback-page'
import { pageTitle } from '@/components/shell/page-title'

/** The authorization code is in the address and is not passed on. */
export async function generateMetadata() {
  return { ...(await pageTitle('titles.signInAtService')), referrer: 'no-referrer' as const }
}

export default function Page() {
  return <CallbackPage />
}
