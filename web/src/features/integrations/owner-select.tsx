import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';

const OwnerChoices = graphql(`
  query OwnerChoices($search: String!, $members: Boolean!, $agents: Boolean!, $projects: Boolean!) {
    members(search: $search, first: 30) @include(if: $members) {
      edges {
        node {
          id
          name
          email
        }
      }
    }
    agents(search: $search, isArchived: false, first: 30) @include(if: $agents) {
      edges {
        node {
          id
          name
        }
      }
    }
    projects(search: $search, isArchived: false, first: 30) @include(if: $projects) {
      edges {
        node {
          id
          name
        }
      }
    }
  }
`);

type Of = 'members' | 'agents' | 'projects';

interface OwnerSelectProps {
  of: Of;
  label: string;
  placeholder: string;
  /** A global id; null: nobody. */
  value: string | null;
  onChange: (id: string | null, name: string) => void;
  error?: ReactNode;
}

const SEARCH_AFTER_MS = 150;

/** Finds a member, agent or project by part of its name. */
export function OwnerSelect({ of, onChange, ...props }: OwnerSelectProps) {
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const [search] = useDebouncedValue(typed === chosen ? '' : typed, SEARCH_AFTER_MS);
  const variables = { search, members: of === 'members', agents: of === 'agents', projects: of === 'projects' };
  const [{ data }] = useQuery({ query: OwnerChoices, variables });
  const people = (data?.members?.edges ?? []).map(({ node }) => ({
    value: node.id,
    label: node.email ? `${node.name} (${node.email})` : node.name,
  }));
  const things = [...(data?.agents?.edges ?? []), ...(data?.projects?.edges ?? [])].map(({ node }) => ({
    value: node.id,
    label: node.name,
  }));
  return (
    <Select
      searchable
      clearable
      data={[...people, ...things]}
      // The server has searched already.
      filter={({ options }) => options}
      searchValue={typed}
      onSearchChange={setTyped}
      nothingFoundMessage={`No ${of} match`}
      {...props}
      onChange={(id, option) => {
        setChosen(option?.label ?? null);
        onChange(id, option?.label ?? '');
      }}
    />
  );
}
