import { ApprovePage } from '@/components/approvals/approve-page'
import { pageTitle } from '@/components/shell/page-title'

/** The page contains nothing of the request, so link previews cannot reveal or answer it. */
export async function generateMetadata() {
  return { ...(await pageTitle('titles.approve')), referrer: 'no-referrer' as const }
}

export default async function Page({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  return <ApprovePage token={token} />
}
