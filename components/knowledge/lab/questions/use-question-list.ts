'use client'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { request } from '@/lib/client/http/request'
import { queryKey } from '@/lib/client/queries/query-keys'
import type { QueryInputOf, ResponseOf } from '@/lib/contracts/contract'
import { LAB_QUESTIONS_PER_PAGE, listLabQuestions } from '@/lib/contracts/retrieval-lab'
import type { AppError } from '@/lib/core/app-error'

type Page = ResponseOf<typeof listLabQuestions>

/** Paginated list of questions. */
export function useQuestionList(
  knowledgeBaseId: string,
  filter: Pick<QueryInputOf<typeof listLabQuestions>, 'review' | 'search'>,
  enabled: boolean,
) {
  const params = { knowledgeBaseId }
  const query = { ...filter, limit: LAB_QUESTIONS_PER_PAGE }
  const list = useInfiniteQuery<Page, AppError, { pages: Page[] }, readonly unknown[], number>({
    queryKey: queryKey(listLabQuestions, { params, query }),
    queryFn: ({ pageParam, signal }) =>
      request(listLabQuestions, { params, query: { ...query, offset: pageParam }, signal }),
    initialPageParam: 0,
    getNextPageParam: ({ questions, total }, _, offset) =>
      offset + questions.length < total && questions.length > 0 ? offset + questions.length : undefined,
    placeholderData: keepPreviousData,
    enabled,
  })
  const pages = list.data?.pages
  return {
    ...list,
    questions: pages?.flatMap(({ questions }) => questions),
    total: pages?.at(-1)?.total ?? 0,
  }
}
