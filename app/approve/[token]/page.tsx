import { ApprovePage } from '@/components/approvals/approve-page'
import { pageTitle } from '@/components/shell/page-title'

/** Nothing of the question is in the page itself: a preview of the link tells nothing and answers nothing. */
export async function generateMetadata() {
  return { ...(await pageTitle('titles.approve')), referrer: 'no-referrer' as const }
}

export default async function Page({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  return <ApprovePage token={token} />
}
