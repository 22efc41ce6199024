import { AuthorizePage } from '@/components/auth/authorize-page'
import { pageTitle } from '@/components/shell/page-title'

/** The authorization request is in the address and is not passed on. */
export async function generateMetadata() {
  return { ...(await pageTitle('titles.authorize')), referrer: 'no-referrer' as const }
}

export default function Page() {
  return <AuthorizePage />
}
