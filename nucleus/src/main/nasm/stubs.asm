; Stubs and switches: the assembly code that both ports share. Conventions: docs/runtime.md.
; Each port's main file includes layout.inc (made from obol.layout), this file, and its own parts.

; A safepoint for the stack walk: at return address %1 the frame has %2 bytes and flags %3.
%macro SAFEPOINT 3
[section .safepoints]
    dq %1
    dw (%2) / 8, %3
    dd 0
__?SECT?__
%endmacro

; A stub: keeps all registers but rax when it has a result. Arguments come in rax, rcx, rdx.
; %1 name, %2: 1 if it gives a result.
%macro STUB 2
extern java_%1
global stub_%1:function
stub_%1:
    sub rsp, RegisterSave.SIZE
    SAVE_REGISTERS
    mov rdi, rax
    mov rsi, rcx
    call java_%1
.back:
    SAFEPOINT .back, RegisterSave.SIZE, SafepointLayout.STUB_FRAME
%if %2
    mov [rsp + RegisterSave.GPR + 0], rax
%endif
    RESTORE_REGISTERS
    add rsp, RegisterSave.SIZE
    ret
%endmacro

; A stub that does not come back.
%macro THROWING_STUB 1
extern java_%1
global stub_%1:function
stub_%1:
    sub rsp, RegisterSave.SIZE
    SAVE_REGISTERS
    mov rdi, rax
    mov rsi, rcx
    call java_%1
.back:
    SAFEPOINT .back, RegisterSave.SIZE, SafepointLayout.STUB_FRAME
    ud2
%endmacro

%macro SAVE_REGISTERS 0
    mov [rsp + RegisterSave.GPR + 8*0], rax
    mov [rsp + RegisterSave.GPR + 8*1], rcx
    mov [rsp + RegisterSave.GPR + 8*2], rdx
    mov [rsp + RegisterSave.GPR + 8*3], rbx
    mov [rsp + RegisterSave.GPR + 8*5], rbp
    mov [rsp + RegisterSave.GPR + 8*6], rsi
    mov [rsp + RegisterSave.GPR + 8*7], rdi
    mov [rsp + RegisterSave.GPR + 8*8], r8
    mov [rsp + RegisterSave.GPR + 8*9], r9
    mov [rsp + RegisterSave.GPR + 8*10], r10
    mov [rsp + RegisterSave.GPR + 8*11], r11
    mov [rsp + RegisterSave.GPR + 8*12], r12
    mov [rsp + RegisterSave.GPR + 8*13], r13
    mov [rsp + RegisterSave.GPR + 8*14], r14
%assign i 0
%rep 16
    movups [rsp + RegisterSave.XMM + 16*i], xmm %+ i
%assign i i+1
%endrep
%endmacro

%macro RESTORE_REGISTERS 0
    mov rax, [rsp + RegisterSave.GPR + 8*0]
    mov rcx, [rsp + RegisterSave.GPR + 8*1]
    mov rdx, [rsp + RegisterSave.GPR + 8*2]
    mov rbx, [rsp + RegisterSave.GPR + 8*3]
    mov rbp, [rsp + RegisterSave.GPR + 8*5]
    mov rsi, [rsp + RegisterSave.GPR + 8*6]
    mov rdi, [rsp + RegisterSave.GPR + 8*7]
    mov r8, [rsp + RegisterSave.GPR + 8*8]
    mov r9, [rsp + RegisterSave.GPR + 8*9]
    mov r10, [rsp + RegisterSave.GPR + 8*10]
    mov r11, [rsp + RegisterSave.GPR + 8*11]
    mov r12, [rsp + RegisterSave.GPR + 8*12]
    mov r13, [rsp + RegisterSave.GPR + 8*13]
    mov r14, [rsp + RegisterSave.GPR + 8*14]
%assign i 0
%rep 16
    movups xmm %+ i, [rsp + RegisterSave.XMM + 16*i]
%assign i i+1
%endrep
%endmacro

section .text

; The poll: java_poll has no stack check of its own, as it is called when there may be no stack left. It sees to what was
; asked for, and says whether the stack is at its end.
extern java_poll, java_overflow
global stub_poll:function
stub_poll:
    sub rsp, RegisterSave.SIZE
    SAVE_REGISTERS
    lea rdi, [rsp + RegisterSave.SIZE + 8]
    call java_poll
.polled:
    SAFEPOINT .polled, RegisterSave.SIZE, SafepointLayout.STUB_FRAME
    test eax, eax
    jnz .overflow
    RESTORE_REGISTERS
    add rsp, RegisterSave.SIZE
    ret
.overflow:
    call java_overflow
.overflown:
    SAFEPOINT .overflown, RegisterSave.SIZE, SafepointLayout.STUB_FRAME
    ud2

STUB new, 1
STUB new_array, 1
STUB init_class, 0
STUB mirror, 0
THROWING_STUB throw_null_pointer
THROWING_STUB throw_arithmetic
THROWING_STUB throw_bounds
THROWING_STUB throw_cast
THROWING_STUB throw_store
THROWING_STUB throw_interface

; What obol.nucleus.Machine declares.

; unwind(pc, sp, exception): goes on in a handler block.
global unwind:function
unwind:
    mov rax, rdx
    mov rsp, rsi
    jmp rdi

; capture_frame(to)
global capture_frame:function
capture_frame:
    mov rax, [rsp]
    mov [rdi], rax
    lea rax, [rsp + 8]
    mov [rdi + 8], rax
    ret

; switch_thread(thread)
global switch_thread:function
switch_thread:
    mov [r15 + ThreadLayout.SAVED_SP], rsp
; start_thread(thread)
global start_thread:function
start_thread:
    mov r15, rdi
    mov rax, [r15 + ThreadLayout.CPU]
    mov [rax + CpuLayout.CURRENT], r15
    mov rsp, [r15 + ThreadLayout.SAVED_SP]
    ret

global thread_entry:function
thread_entry:
    lea rax, [rel first_return]
    ret

extern java_thread_main
first_return:
    call java_thread_main
.back:
    SAFEPOINT .back, 0, SafepointLayout.ENTRY_FRAME
    ud2

; call_collector(request)
extern java_collect
global call_collector:function
call_collector:
    mov [r15 + ThreadLayout.SAVED_SP], rsp
    call java_collect
.back:
    SAFEPOINT .back, 0, 0
    ret

; copy_memory(from, to, size): as memmove. Short ones are read whole before anything is written, so they may overlap;
; long ones that do not overlap badly go by rep movsq, which machine and emulator are fast at from some length on.
LONG_COPY equ 1024
global copy_memory:function
copy_memory:
    cmp rdx, 16
    jb .to_15
    movups xmm0, [rdi]
    movups xmm1, [rdi + rdx - 16]
    cmp rdx, 32
    ja .over_32
    movups [rsi], xmm0
    movups [rsi + rdx - 16], xmm1
    ret
.over_32:
    cmp rdx, 64
    ja .over_64
    movups xmm2, [rdi + 16]
    movups xmm3, [rdi + rdx - 32]
    movups [rsi], xmm0
    movups [rsi + 16], xmm2
    movups [rsi + rdx - 32], xmm3
    movups [rsi + rdx - 16], xmm1
    ret
.to_15:
    cmp edx, 8
    jb .to_7
    mov rax, [rdi]
    mov rcx, [rdi + rdx - 8]
    mov [rsi], rax
    mov [rsi + rdx - 8], rcx
    ret
.to_7:
    cmp edx, 4
    jb .to_3
    mov eax, [rdi]
    mov ecx, [rdi + rdx - 4]
    mov [rsi], eax
    mov [rsi + rdx - 4], ecx
    ret
.to_3:
    test edx, edx
    jz .done
    mov r9d, edx
    shr r9d, 1
    mov al, [rdi]
    mov cl, [rdi + r9]
    mov r8b, [rdi + rdx - 1]
    mov [rsi], al
    mov [rsi + r9], cl
    mov [rsi + rdx - 1], r8b
.done:
    ret
.over_64:
    mov rax, rsi
    sub rax, rdi
    jz .done
    cmp rax, rdx
    jb .backwards
    cmp rdx, LONG_COPY
    jae .long
    ; Forwards, 16 bytes a time; the last 16, read above, are written last.
    lea rcx, [rsi + rdx - 16]
.forwards:
    movups xmm0, [rdi]
    movups [rsi], xmm0
    add rdi, 16
    add rsi, 16
    cmp rsi, rcx
    jb .forwards
    movups [rcx], xmm1
    ret
.long:
    xchg rdi, rsi
    mov rcx, rdx
    shr rcx, 3
    rep movsq
    mov ecx, edx
    and ecx, 7
    rep movsb
    ret
.backwards:
    ; The first 16 bytes, read above, are written last.
    lea rax, [rdx - 16]
.back:
    movups xmm1, [rdi + rax]
    movups [rsi + rax], xmm1
    sub rax, 16
    ja .back
    movups [rsi], xmm0
    ret

; fill_memory(address, size, value)
global fill_memory:function
fill_memory:
    movzx eax, dl
    mov rdx, 0x0101010101010101
    imul rax, rdx
    cmp rsi, 16
    jb .to_15
    cmp rsi, 128
    ja .long
    movq xmm0, rax
    punpcklqdq xmm0, xmm0
    lea rcx, [rdi + rsi - 16]
.sixteen:
    movups [rdi], xmm0
    add rdi, 16
    cmp rdi, rcx
    jb .sixteen
    movups [rcx], xmm0
    ret
.to_15:
    cmp esi, 8
    jb .bytes
    mov [rdi], rax
    mov [rdi + rsi - 8], rax
    ret
.bytes:
    mov ecx, esi
    rep stosb
    ret
.long:
    mov rcx, rsi
    shr rcx, 3
    rep stosq
    mov ecx, esi
    and ecx, 7
    rep stosb
    ret

; fmod_double(x, y), fmod_float(x, y): the remainder of truncating division (JVMS drem, frem), which fprem gives exactly.
%macro REMAINDER 3                  ; name, move, size
global %1:function
%1:
    sub rsp, 8
    %2 [rsp], xmm1
    fld %3 [rsp]
    %2 [rsp], xmm0
    fld %3 [rsp]
.again:
    fprem
    fnstsw ax
    test ah, 4                      ; only partly reduced
    jnz .again
    fstp st1
    fstp %3 [rsp]
    %2 xmm0, [rsp]
    add rsp, 8
    ret
%endmacro
REMAINDER fmod_double, movsd, qword
REMAINDER fmod_float, movss, dword
