; Interrupt lines of devices: the pins of all I/O APICs in one row, as ACPI numbers them. All are level-triggered. A line that interrupts is masked and
; noted, until somebody waits for it again: so no interrupt is lost, and none comes twice for one cause.

IOAPIC_VERSION equ IoApicIndex.version / IoApicIndex.STEP
IOAPIC_REDIRECTION equ IoApicIndex.redirection / IoApicIndex.STEP ; two words for each pin
LINES equ 64
LINE_UART equ 4
; Standard output and standard error, which always have room.
DESCRIPTOR_INPUT equ 0
DESCRIPTOR_ERROR equ 2
; struct pollfd
POLL_HAPPENED equ 6
POLL_SIZE equ 8
POLLIN equ 1
POLLNVAL equ 32

section .text

    align 16
line_entries:
%assign v 0
%rep LINES
    align 16
    push v
    jmp on_line
%assign v v+1
%endrep

on_line:
    push rax
    push rcx
    push rdx
    mov eax, [rsp + 24]
    bts qword [lines_raised], rax
    btr qword [lines_open], rax
    call mask_line
    lock or dword [r15 + ThreadLayout.REQUESTS], ThreadLayout.REQUEST_SWITCH
    mov qword [r15 + ThreadLayout.LIMIT], ThreadLayout.POLL_REQUESTED
    mov rax, LAPIC
    mov dword [rax + LocalApic.endOfInterrupt], 0
    pop rdx
    pop rcx
    pop rax
    add rsp, 8
    iretq

; port_add_lines(physical, first): the I/O APIC there has the lines from first on; they are masked. They are level-triggered before
; anything is raised: an edge on a masked line would be lost.
global port_add_lines:function
port_add_lines:
    mov rcx, PHYSICAL
    add rdi, rcx
    mov dword [rdi + IoApic.select], IOAPIC_VERSION
    mov r8d, [rdi + IoApic.window]
    and r8d, IoApicIndex.Version.LAST_PIN
    shr r8d, 16
    xor r9d, r9d
    pushfq
    cli
.pin:
    lea eax, [rsi + r9]
    cmp eax, LINES
    jae .done
    lea rcx, [line_apics]
    mov [rcx + 8*rax], rdi
    lea rcx, [line_pins]
    mov [rcx + rax], r9b
    call mask_line
    inc r9d
    cmp r9d, r8d
    jbe .pin
.done:
    popfq
    ret

; port_has_line(line): not 0: an I/O APIC has it.
global port_has_line:function
port_has_line:
    xor eax, eax
    cmp edi, LINES
    jae .done
    lea rcx, [line_apics]
    cmp qword [rcx + 8*rdi], 0
    setne al
.done:
    ret

; Line eax, with interrupts off. To rcx the registers of its I/O APIC, to edx the number of its redirection. CF: there is none.
find_line:
    lea rdx, [line_apics]
    mov rcx, [rdx + 8*rax]
    cmp rcx, 1
    jc .none
    lea rdx, [line_pins]
    movzx edx, byte [rdx + rax]
    lea edx, [2*rdx + IOAPIC_REDIRECTION]
.none:
    ret

; Line eax, with interrupts off. Clobbers rcx, rdx.
mask_line:
    call find_line
    jc .none
    mov [rcx + IoApic.select], edx
    lea edx, [rax + VECTOR_LINES]
    or edx, IoApicIndex.Redirection.LEVEL | IoApicIndex.Redirection.MASKED
    mov [rcx + IoApic.window], edx
.none:
    ret
unmask_line:
    call find_line
    jc mask_line.none
    inc edx
    mov [rcx + IoApic.select], edx
    mov dword [rcx + IoApic.window], 0 ; to the first processor
    dec edx
    mov [rcx + IoApic.select], edx
    lea edx, [rax + VECTOR_LINES]
    or edx, IoApicIndex.Redirection.LEVEL
    mov [rcx + IoApic.window], edx
    ret

; port_poll(signals, count): a record's line is that of a device, or the number of a standard stream. What is told is forgotten here.
global port_poll:function
port_poll:
    pushfq
    cli
    xor r8d, r8d
.next:
    test rsi, rsi
    jz .done
    dec rsi
    mov eax, [rdi]
    cmp eax, DESCRIPTOR_INPUT
    je .input
    cmp eax, DESCRIPTOR_ERROR
    jbe .always
    cmp eax, LINES
    jae .invalid
.line:
    btr qword [lines_raised], rax
    jc .happened
    bts qword [lines_open], rax
    jc .skip
    call unmask_line
    jmp .skip
.input:
    mov dx, Uart.COM1 + Uart.lineStatus
    in al, dx
    test al, Uart.LineStatus.DATA_READY        ; also set when there is no UART: then a read gives the end of the file
    mov eax, LINE_UART
    jz .line
.happened:
    mov word [rdi + POLL_HAPPENED], POLLIN
    inc r8
.skip:
    add rdi, POLL_SIZE
    jmp .next
.always:
    mov ax, [rdi + 4]
    mov [rdi + POLL_HAPPENED], ax
    inc r8
    jmp .skip
.invalid:
    mov word [rdi + POLL_HAPPENED], POLLNVAL
    inc r8
    jmp .skip
.done:
    mov rax, r8
    popfq
    ret

; port_close_line(line)
global port_close_line:function
port_close_line:
    mov eax, edi
    pushfq
    cli
    btr qword [lines_open], rax
    btr qword [lines_raised], rax
    call mask_line
    popfq
    ret

section .bss
    alignb 8
lines_raised: resq 1                ; have interrupted since they were waited for
lines_open: resq 1                  ; not masked
line_apics: resq LINES              ; addresses of registers; 0: nobody has this line
line_pins: resb LINES
