import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import { requireDatabaseId } from '../../graphql/global-id.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../../lib/errors.ts';
import { Agent } from './agent.graphql.ts';
import { archiveAgent } from './archive-agent.ts';
import { changeAgent } from './change-agent.ts';
import { createAgent } from './create-agent.ts';

const CreateAgentInput = builder.inputType('CreateAgentInput', {
  fields: (t) => ({
    name: t.string({ required: true }),
    description: t.string(),
    ownerMemberId: t.id({ description: 'The member answering for it; members may name themselves only.' }),
    projectId: t.id(),
  }),
});

const ChangeAgentInput = builder.inputType('ChangeAgentInput', {
  fields: (t) => ({
    agentId: t.id({ required: true }),
    name: t.string(),
    description: t.string(),
    ownerMemberId: t.id({ description: 'Left out: unchanged; null: nobody.' }),
    projectId: t.id({ description: 'Left out: unchanged; null: none.' }),
  }),
});

const ArchiveAgentInput = builder.inputType('ArchiveAgentInput', {
  fields: (t) => ({
    agentId: t.id({ required: true }),
    isArchived: t.boolean({ required: true, defaultValue: true, description: 'False restores it.' }),
  }),
});

const agentIdOf = (id: string) => requireDatabaseId(id, 'Agent', 'agentId');

/** Undefined stays undefined (unchanged), null stays null (removed). */
function ownerAndProject(input: { ownerMemberId?: string | null | undefined; projectId?: string | null | undefined }) {
  const { ownerMemberId, projectId } = input;
  return {
    ownerMemberId: ownerMemberId ? requireDatabaseId(ownerMemberId, 'Member', 'ownerMemberId') : noId(ownerMemberId),
    projectId: projectId ? requireDatabaseId(projectId, 'Project', 'projectId') : noId(projectId),
  };
}

const noId = (id: string | null | undefined) => (id === undefined ? undefined : null);

builder.mutationFields((t) => ({
  createAgent: t.prismaField({
    type: Agent,
    args: { input: t.arg({ type: CreateAgentInput, required: true }) },
    errors: { types: [InvalidInputError, NotFoundError, ConflictError] },
    resolve: async (query, _root, { input }, context) => {
      const id = await createAgent(context, { ...input, ...ownerAndProject(input) });
      return db.agent.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
  changeAgent: t.prismaField({
    description: 'Owner and project hold for past usage too.',
    type: Agent,
    args: { input: t.arg({ type: ChangeAgentInput, required: true }) },
    errors: { types: [InvalidInputError, NotFoundError, ConflictError] },
    resolve: async (query, _root, { input }, context) => {
      const id = await changeAgent(context, {
        ...input,
        ...ownerAndProject(input),
        agentId: agentIdOf(input.agentId),
      });
      return db.agent.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
  archiveAgent: t.prismaField({
    type: Agent,
    args: { input: t.arg({ type: ArchiveAgentInput, required: true }) },
    errors: { types: [InvalidInputError, NotFoundError] },
    resolve: async (query, _root, { input }, context) => {
      const id = await archiveAgent(context, agentIdOf(input.agentId), input.isArchived);
      return db.agent.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
}));
