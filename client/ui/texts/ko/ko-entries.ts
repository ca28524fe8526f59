import type { CommandType } from '../../../../shared/booking/commands.ts';
import type { Happening } from '../../../view/happening.ts';
import type { InboxAction, InboxWhy, Stand } from '../../../view/inbox-row.ts';
import { outcomes } from './ko-refusals.ts';
import { guests, n, nim, party, seats } from './korean.ts';

export function happening(what: Happening, guest: string | null): string {
  const who = nim(guest);
  switch (what.type) {
    case 'SessionScheduled':
      return `회차 “${what.title ?? ''}” 등록`;
    case 'SessionRescheduled':
      return '회차 시각 변경';
    case 'SessionClosed':
      return '회차 예약 마감';
    case 'SessionReopened':
      return '회차 예약 재개';
    case 'SessionCancelled':
      return '회차 취소';
    case 'SessionPolicySet':
      return '회차 규칙 변경';
    case 'SeatsAdded':
      return `좌석 추가: ${what.label ?? ''} ${seats(what.count ?? 0)}`;
    case 'SeatsRemoved':
      return `좌석 줄임: ${what.label ?? ''} ${seats(what.count ?? 0)}`;
    case 'AllowanceSet':
      return `정원 초과 허용: ${what.label ?? ''} ${seats(what.count ?? 0)}까지`;
    case 'SeatsReserved':
      return `${who}: ${party(what.party)} 예약`;
    case 'GuestDescribed':
      return `${who}: 이름과 연락처 기록`;
    case 'ReservationConfirmed':
      return `${who}: 예약 확정`;
    case 'ReservationCancelled':
      return `${who}: 예약 취소`;
    case 'ReservationWaitlisted':
      return `${who}: ${party(what.party)} 대기`;
    case 'WaitlistLeft':
      return `${who}: 대기자 명단에서 나감`;
    case 'WaitlistPrioritySet':
      return `${who}: 대기 우선순위 ${n(what.count ?? 0)}`;
    case 'GuestCheckedIn':
      return `${who}: 체크인, ${guests(what.count ?? 0)}`;
    case 'CheckInReverted':
      return `${who}: 체크인 되돌림`;
    case 'NoShowMarked':
      return `${who}: 오지 않음`;
    case 'GuestContacted':
      return `${who}: ${contactMeans[what.contact?.means ?? ''] ?? ''} 연락, ${contactOutcomes[what.contact?.outcome ?? ''] ?? ''}`;
    case 'ReservationPromoted':
      return `${who}: 대기에서 ${party(what.party)} 예약으로`;
    case 'ReservationReduced':
      return `${who}: 좌석 줄임, 이제 ${party(what.party)}`;
    case 'ReservationRestored':
      return `${who}: 변경을 되돌림, 다시 ${party(what.party)}`;
    case 'ReservationDeclined':
      return `${who}: 예약 거절됨`;
    case 'SeatsOffered':
      return `${who}: ${party(what.party)} 제안`;
    case 'OfferAccepted':
      return `${who}: 제안 수락`;
    case 'OfferDeclined':
      return `${who}: 제안 거절`;
    case 'OfferExpired':
      return `${who}: 제안 기한 지남`;
    case 'SeatsAllotted':
      return `기기가 ${party(what.party)} 가져감`;
    case 'AllotmentReturned':
      return '기기가 가져간 좌석을 돌려줌';
    case 'AllotmentExpired':
      return '기기가 가져간 좌석의 기한 지남';
    case 'ReservationExpired':
      return `${who}: 제때 확정하지 않아 예약이 끝남`;
    case 'ReservationMovedOut':
      return `${who}: ${party(what.party)}, 다른 회차로 옮김`;
    case 'ReservationMoveReverted':
      return `${who}: 옮기기를 되돌림`;
    default:
      return `새 버전의 기록(${what.type})입니다. 읽으려면 앱을 업데이트하세요`;
  }
}

const contactMeans: Record<string, string> = {
  phone: '전화로',
  message: '문자로',
  mail: '메일로',
  'in-person': '직접',
  other: '다른 방법으로',
};
const contactOutcomes: Record<string, string> = {
  told: '알림',
  'no-answer': '응답 없음',
  unreachable: '연락 안 됨',
};

export const reasons: Record<string, string> = {
  full: '회차가 가득 찼음',
  'session-closed': '회차가 마감되었음',
  'session-cancelled': '회차가 취소되었음',
  'reservation-ended': '예약이 이미 끝났음',
  'nothing-to-move': '원래 회차에 남은 좌석이 없었음',
};

export const commands: Record<string, string> = {
  ScheduleSession: '새 회차',
  RescheduleSession: '시각 변경',
  CloseSession: '회차 마감',
  ReopenSession: '회차 재개',
  CancelSession: '회차 취소',
  SetPolicy: '규칙 변경',
  AddSeats: '좌석 추가',
  RemoveSeats: '좌석 줄임',
  SetAllowance: '정원 초과 허용',
  ReserveSeats: '예약',
  ConfirmReservation: '예약 확정',
  CancelReservation: '예약 취소',
  JoinWaitlist: '대기 등록',
  LeaveWaitlist: '대기 취소',
  SetPriority: '대기 우선순위',
  CheckInGuest: '체크인',
  RevertCheckIn: '체크인 되돌림',
  MarkNoShow: '오지 않음',
  LogContact: '손님에게 연락',
  AllotSeats: '좌석 가져가기',
  ReturnAllotment: '좌석 돌려주기',
  MoveReservation: '다른 회차로 옮기기',
  AcceptOffer: '제안 수락',
  DeclineOffer: '제안 거절',
} satisfies Record<CommandType, string>;

export function stand({ outcome, party: lines, place, command }: Stand): string {
  if (outcome === 'change-asked') return '인원 변경을 요청함';
  if (outcome === 'other-change') return commands[command ?? ''] ?? '기록';
  const word = outcome === 'checked-in' ? '체크인됨' : outcomes[outcome];
  return `${word}: ${party(lines)}${place ? ` · 대기 ${n(place)}번째` : ''}`;
}

export const why: Record<InboxWhy, string> = {
  waitlisted: '다른 예약이 서버에 먼저 도착해 일행 모두의 자리가 남지 않았습니다.',
  reduced: '다른 예약이 서버에 먼저 도착해 이만큼만 남았습니다.',
  restored: '다른 예약이 서버에 먼저 도착해 늘린 인원의 자리가 없었습니다. 전에 예약한 좌석은 그대로입니다.',
  declined: '다른 예약이 서버에 먼저 도착했고, 대기하지 않기로 한 예약입니다.',
  promoted: '좌석이 돌아왔고, 대기자 명단에서 다음 차례였습니다.',
  offered: '좌석이 돌아왔고, 답할 때까지 이 손님의 자리로 남겨 둡니다.',
  'offer-expired': '제때 답이 없어 좌석이 다음 손님에게 넘어갔습니다.',
  'offer-gone': '답이 도착했을 때는 이미 제안이 끝난 뒤였습니다.',
  'hold-expired': '제때 확정하지 않아 좌석을 돌려놓았습니다.',
  'move-reverted': '다른 회차에 남은 좌석이 없어 예약이 원래 자리에 그대로 있습니다.',
  'confirmed-without-seats': '여기서 확정했지만 그때는 이미 좌석이 없었습니다.',
  'arrived-without-seats': '손님이 왔지만 그때는 이미 좌석이 없었습니다.',
  'session-rescheduled': '회차 시각이 바뀌었습니다.',
  'session-cancelled': '회차가 취소되었습니다.',
  'session-was-cancelled': '회차가 취소되었습니다.',
  'session-was-closed': '회차의 예약이 마감되었습니다.',
  'reservation-ended': '변경이 도착하기 전에 예약이 끝났습니다.',
  'not-sent-yet':
    '지금 이 기기에 있는 숫자로는 남은 좌석이 없습니다. 보내기 전에는 아무것도 정해지지 않습니다.',
  'answer-on-its-way': '서버가 받았고, 결과가 이 기기로 오고 있습니다.',
  'builds-on-rejected': '서버가 받지 않은 기록에 이어지는 기록입니다.',
  rejected: '서버가 받지 않았습니다. 이 기기에 보관되어 있습니다.',
};

export const actions: Record<InboxAction, string> = {
  'tell-guest': '손님에게 알리기',
  elsewhere: '다른 회차로 예약하기',
  'change-party': '다른 인원 제안하기',
  confirm: '예약 확정하기',
  cancel: '예약 취소하기',
  'leave-waitlist': '대기자 명단에서 빼기',
  'revert-check-in': '체크인 되돌리기',
  'accept-offer': '손님이 제안을 수락함',
  'decline-offer': '손님이 제안을 거절함',
  'send-now': '지금 보내기',
  export: '운영 담당자에게 줄 파일로 저장',
  'set-aside': '완전히 제쳐 두기',
  'see-session': '회차 열기',
  'see-history': '이력에서 둘 다 보기',
};
