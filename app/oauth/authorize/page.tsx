import { AuthorizePage } from '@/components/auth/authorize-page'
import { pageTitle } from '@/components/shell/page-title'

/** What the program wants stands in the address: it goes nowhere else. */
export async function generateMetadata() {
  return { ...(await pageTitle('titles.authorize')), referrer: 'no-referrer' as const }
}

export default function Page() {
  return <AuthorizePage />
}
