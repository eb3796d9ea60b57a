import { useQuery } from 'urql';
import type { ExploreSavedViewsQuery } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';

const SavedViewsQuery = graphql(`
  query ExploreSavedViews {
    savedViews(first: 200) {
      edges {
        node {
          id
          name
          isShared
          search
          ownerName
          isOwn
          canChange
        }
      }
    }
  }
`);

export const CreateSavedView = graphql(`
  mutation CreateSavedView($input: CreateSavedViewInput!) {
    createSavedView(input: $input) {
      __typename
      ... on SavedView {
        id
        name
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

export const ChangeSavedView = graphql(`
  mutation ChangeSavedView($input: ChangeSavedViewInput!) {
    changeSavedView(input: $input) {
      __typename
      ... on SavedView {
        id
        name
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

export const DeleteSavedView = graphql(`
  mutation DeleteSavedView($savedViewId: ID!) {
    deleteSavedView(savedViewId: $savedViewId) {
      __typename
      ... on DeletedSavedView {
        id
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

type Edge = NonNullable<ExploreSavedViewsQuery['savedViews']['edges'][number]>;
export type SavedView = Edge['node'];

const context = { additionalTypenames: ['SavedView', 'DeletedSavedView'] };

export function useSavedViews(): readonly SavedView[] {
  const [{ data }] = useQuery({ query: SavedViewsQuery, context });
  return data?.savedViews.edges.flatMap((edge) => (edge ? [edge.node] : [])) ?? [];
}
