import { Select, TextInput } from '@mantine/core';
import type { GetInputPropsReturnType } from '@mantine/form';
import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { useViewer } from '../../lib/viewer.tsx';
import { FormColumns } from './form-columns.tsx';

const BookingChoices = graphql(`
  query BookingChoices($isAdmin: Boolean!) {
    projects(first: 500, isArchived: false) {
      edges {
        node {
          id
          name
        }
      }
    }
    glAccounts(first: 500, isArchived: false) @include(if: $isAdmin) {
      edges {
        node {
          id
          code
          name
        }
      }
    }
    connections(first: 500) @include(if: $isAdmin) {
      edges {
        node {
          id
          name
        }
      }
    }
  }
`);

interface BookingFieldsProps {
  category: GetInputPropsReturnType;
  project: GetInputPropsReturnType;
  glAccount: GetInputPropsReturnType;
  connection: GetInputPropsReturnType;
}

/** Where its cost belongs; the accounts and connections are for administrators. */
export function BookingFields({ category, project, glAccount, connection }: BookingFieldsProps) {
  const { isAdmin } = useViewer();
  const [{ data }] = useQuery({ query: BookingChoices, variables: { isAdmin } });
  const nodes = <Node,>(list: { edges: { node: Node }[] } | undefined) => (list?.edges ?? []).map(({ node }) => node);
  return (
    <>
      <FormColumns>
        <Select
          label="Project"
          searchable
          clearable
          placeholder="None"
          data={nodes(data?.projects).map(({ id, name }) => ({ value: id, label: name }))}
          {...project}
        />
        <TextInput label="Category" {...category} />
      </FormColumns>
      {isAdmin ? (
        <FormColumns>
          <Select
            label="GL account"
            searchable
            clearable
            placeholder="By the team, or the default"
            data={nodes(data?.glAccounts).map(({ id, code, name }) => ({ value: id, label: `${code} ${name}` }))}
            {...glAccount}
          />
          <Select
            label="Also billed by the connection"
            searchable
            clearable
            placeholder="None"
            data={nodes(data?.connections).map(({ id, name }) => ({ value: id, label: name }))}
            {...connection}
          />
        </FormColumns>
      ) : null}
    </>
  );
}
