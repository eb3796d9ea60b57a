import { graphql } from '../../gql/index.ts';

/** What is shown of a run, also while it goes on. */
export const LiveRunFragment = graphql(`
  fragment LiveRun_run on SyncRun {
    id
    kind
    status
    trigger
    from
    until
    createdAt
    startedAt
    finishedAt
    cancelRequestedAt
    windowCount
    doneCount
    rowCount
    errorCode
    errorMessage
    streams {
      stream
      status
      windowCount
      doneCount
      rowCount
      errorCode
      errorMessage
    }
  }
`);
