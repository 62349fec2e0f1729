/** That a user belongs to a group. */
import { Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('group_member')
@Index('group_member_by_group', ['groupId'])
export class GroupMemberEntity {
  @PrimaryColumn('varchar', { length: 32 })
  userId!: string;

  @PrimaryColumn('varchar', { length: 32 })
  groupId!: string;
}
