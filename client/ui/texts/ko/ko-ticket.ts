import type { TicketTexts } from '../en/en-ticket.ts';
import { guests, nim, withParticle } from './korean.ts';

export const koTicket: TicketTexts = {
  open: '입장권',
  title: (guest) => `입장권: ${nim(guest)}`,
  back: '회차로 돌아가기',
  print: '인쇄',
  share: '공유',
  save: '그림으로 저장',
  saved: '입장권을 그림으로 저장했습니다.',
  notShared: '입장권을 넘기지 못했습니다. 인쇄하거나 이 화면을 보여 주세요.',
  picture: (code) => `입장권 ${code}의 QR 코드`,
  gone: '이 기기에 없는 예약입니다.',
  goneTodo: '아직 받지 못했을 수 있습니다. 네트워크에 연결하거나 회차에서 손님 이름으로 찾으세요.',
  none: '좌석이 없는 예약이라 입장권이 없습니다.',
  noneTodo: (state) => `지금 상태: ${state}.`,

  scan: {
    open: '입장권 스캔',
    title: '입장권으로 체크인',
    view: '카메라 화면',
    starting: '카메라를 켜는 중입니다.',
    aim: '입장권의 코드를 카메라 앞에 대세요.',
    refused: '이 브라우저는 카메라를 쓸 수 없습니다.',
    refusedTodo: '브라우저 설정에서 카메라를 허용하세요.',
    absent: '카메라를 찾지 못했습니다.',
    busy: '카메라 화면이 나오지 않습니다. 다른 앱에서 쓰고 있을 수 있으니 그 앱을 닫고 다시 해 보세요.',
    typeInstead: '카메라 없이는 아래에 입장권 코드를 입력하거나, 이 창을 닫고 명단에서 손님을 찾으세요.',
    again: '카메라 다시 켜기',
    code: '입장권 코드',
    check: '체크인',
    checking: '확인 중',
    undo: '되돌리기',
  },

  verdict: {
    welcome: (guest, of) => `체크인했습니다: ${nim(guest)}, ${guests(of)}.`,
    undone: (guest) => `체크인을 되돌렸습니다: ${nim(guest)}.`,
    here: (guest, of) =>
      `${withParticle(nim(guest), '은/는')} 이미 입장했습니다(${guests(of)}). 기록하지 않았습니다.`,
    ended: (guest, state) => `${nim(guest)}: ${state}. 기록하지 않았습니다.`,
    noSeats: (guest, state) =>
      `${withParticle(nim(guest), '은/는')} 좌석이 없습니다: ${state}. 기록하지 않았습니다.`,
    otherSession: (session, when) => `“${session}”(${when}) 입장권입니다. 기록하지 않았습니다.`,
    openIt: '그 회차 열기',
    unknown: '이 기기가 모르는 예약입니다. 기록하지 않았습니다. 네트워크에 연결하거나 이름으로 찾으세요.',
    noTicket: '입장권 코드가 아닙니다.',
    noCode: (code) =>
      `이 기기에는 코드가 ${code}인 예약이 없습니다. 기록하지 않았습니다. 코드를 맞게 입력했는지 확인하고, 네트워크에 연결하거나 이름으로 찾으세요.`,
    incomplete: '코드를 더 입력하세요.',
  },
};
