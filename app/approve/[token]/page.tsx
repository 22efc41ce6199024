import { ApprovePage } from '@/components/approvals/approve-page'

/** Nothing of the question is in the page itself: a preview of the link tells nothing and answers nothing. */
export const metadata = { title: 'Answer a question', referrer: 'no-referrer' as const }

export default async function Page({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  return <ApprovePage token={token} />
}
